/**
 * The words that WhatsApp writes into an export, by language; `|` stands between spellings. Several are in circulation
 * for each language, as they change with the version.
 */

/** Media that the export left out: in each language every kind goes with every word for "omitted". */
export const leftOutWords = `
  en omitted: omitted
  en unknown: media | file | media file
  en image: image | photo | picture
  en video: video | video note | video message
  en audio: audio
  en voice: voice message | voice note
  en sticker: sticker
  en gif: GIF
  en document: document
  en contact: contact card | contact
  en view-once: view once message | view once voice message | view once photo | view once video
  es omitted: omitido | omitida | omitidos | omitidas | no revelado | no revelada
  es unknown: multimedia | archivo | archivo multimedia | archivos multimedia | medios
  es image: imagen | foto
  es video: video | vídeo | videomensaje | nota de video | nota de vídeo | mensaje de video | mensaje de vídeo
  es audio: audio
  es voice: mensaje de voz | nota de voz
  es sticker: sticker | pegatina
  es gif: GIF
  es document: documento
  es contact: tarjeta de contacto | contacto
  pt omitted: oculta | oculto | ocultas | ocultos | ocultada | ocultado | omitida | omitido | omitidas | omitidos | não revelada
  pt omitted: não revelado | não incluída | não incluído
  pt unknown: mídia | arquivo de mídia | arquivos de mídia | arquivo | ficheiro | ficheiro multimédia | multimédia | média
  pt unknown: mídias
  pt image: imagem | foto | fotografia
  pt video: vídeo | video | mensagem de vídeo | recado de vídeo | nota de vídeo
  pt audio: áudio | audio
  pt voice: mensagem de voz | recado de voz | nota de voz
  pt sticker: figurinha | sticker | autocolante
  pt gif: GIF
  pt document: documento
  pt contact: cartão do contato | cartão de contato | cartão do contacto | cartão de contacto | contato | contacto
  de omitted: ausgeschlossen | weggelassen
  de unknown: Medien | Mediendatei | Datei
  de image: Bild | Foto
  de video: Video | Videonotiz | Videonachricht
  de audio: Audio
  de voice: Sprachnachricht
  de sticker: Sticker
  de gif: GIF
  de document: Dokument
  de contact: Kontaktkarte | Kontakt
  fr omitted: omis | omise | omises | absent | absente | absents | absentes | exclu | exclus | non inclus
  fr unknown: médias | média | fichier | fichier média | fichiers | fichier multimédia
  fr image: image | photo
  fr video: vidéo | note vidéo | message vidéo
  fr audio: audio
  fr voice: message vocal | note vocale
  fr sticker: sticker | autocollant
  fr gif: GIF
  fr document: document
  fr contact: fiche contact | carte de contact | contact
  it omitted: omesso | omessa | omessi | omesse | escluso | esclusa | esclusi
  it unknown: media | file | file multimediale | file multimediali
  it image: immagine | foto
  it video: video | nota video | videomessaggio | messaggio video
  it audio: audio
  it voice: messaggio vocale | nota vocale
  it sticker: sticker | adesivo
  it gif: GIF
  it document: documento
  it contact: scheda contatto | scheda di contatto | contatto
  nl omitted: weggelaten
  nl unknown: media | bestand | mediabestand
  nl image: afbeelding | foto
  nl video: video | videobericht | videonotitie
  nl audio: audio
  nl voice: spraakbericht
  nl sticker: sticker
  nl gif: GIF | gif
  nl document: document
  nl contact: contactkaart | contact
  ca omitted: omesos | omès | omesa
  ca unknown: fitxers multimèdia | multimèdia
  ca image: imatge
  ca video: vídeo
  ca audio: àudio
  ca sticker: adhesiu
  ca gif: GIF
  ca document: document
  cs omitted: vynechány | vynechána | vynechán | vynecháno | byl vynechán | bylo vynecháno | byla vynechána
  cs unknown: média | mediální soubor
  cs image: obrázek
  cs video: video
  cs audio: zvuk | audio
  cs sticker: nálepka | samolepka
  cs gif: GIF
  cs document: dokument
  sv omitted: utelämnat | utelämnad | utelämnade | har utelämnats | udeladt | utelatt | er utelatt | er udeladt
  sv unknown: media | mediefil | medier
  sv image: bild | billede | bilde
  sv video: video
  sv audio: ljud | lyd | audio
  sv sticker: sticker | klistermärke | klistermærke | klistremerke
  sv gif: GIF
  sv document: dokument
  fi omitted: jätetty pois | poistettu | ei sisälly | jätettiin pois
  fi unknown: media | mediatiedosto
  fi image: kuva
  fi video: video
  fi audio: ääni | äänite
  fi sticker: tarra
  fi gif: GIF
  fi document: asiakirja
  tr omitted: dahil edilmedi | çıkarıldı | atlanmış | atlandı
  tr unknown: medya
  tr image: görüntü | resim | görsel
  tr video: video
  tr audio: ses
  tr sticker: çıkartma
  tr gif: GIF
  tr document: belge | doküman
  id omitted: tidak disertakan | ditiadakan | dihilangkan
  id unknown: media | berkas media
  id image: gambar
  id video: video
  id audio: audio
  id sticker: stiker
  id gif: GIF
  id document: dokumen
  ru omitted: пропущен | пропущены | пропущено | отсутствует | опущено | опущен | вилучено
  ru unknown: медиафайл | медиафайлы | медиа | медіа | медіафайл
  ru image: изображение | фото | зображення
  ru video: видео | відео
  ru audio: аудиофайл | аудио | аудіо
  ru sticker: стикер | стікер
  ru gif: GIF
  ru document: документ
  ro omitted: omise | omis | omisă
  ro unknown: fișiere media | media
  ro image: imagine
  ro video: videoclip | video
  ro audio: audio
  ro sticker: autocolant | sticker
  ro gif: GIF
  ro document: document
  hr omitted: izostavljen | izostavljeni | izostavljena | izostavljeno | izpuščen | izpuščeni
  hr unknown: medij | mediji | medijska datoteka
  hr image: slika
  hr video: videozapis | video
  hr audio: zvuk | audiozapis
  hr sticker: naljepnica | nalepnica
  hr gif: GIF
  hr document: dokument
`;

/** The same as whole phrases, for languages that inflect or order them otherwise. */
export const leftOutPhrases = `
  other unknown: pominięto multimedia | pominięte multimedia | multimedia pominięte | plik pominięty | Без медиафайлов
  other unknown: Hiányzó médiafájl | Média elhagyva | Τα πολυμέσα παραλήφθηκαν | Παραλείφθηκαν πολυμέσα
  other unknown: Τα πολυμέσα εξαιρέθηκαν | تم استبعاد الوسائط | תוכן מדיה הושמט | המדיה לא נכללה | מדיה הושמטה
  other unknown: मीडिया छोड़ दिया गया | मीडिया के बिना | メディアは含まれていません | メディアは省略されました | メディアファイルは省略されました | 省略多媒体文件 | 媒体文件已省略
  other unknown: 媒體已略去 | 略去多媒體檔 | 已省略媒體 | 미디어 파일을 제외한 내용 | 미디어 파일 생략됨 | 미디어 파일을 생략함 | 미디어 생략됨 | Bỏ qua file media
  other unknown: Đã bỏ qua tệp phương tiện | ละเว้นสื่อ | ไม่รวมสื่อ
  other image: obraz pominięty | pominięto grafikę | kép kihagyva | η εικόνα παραλείφθηκε | εικόνα παραλείφθηκε
  other image: تم استبعاد الصورة | התמונה הושמטה | תמונה הושמטה | 画像は含まれていません | 画像は省略されました | 图像已忽略 | 圖片已略去 | 已略過圖片 | 사진 생략됨
  other image: 이미지 생략됨
  other video: film pominięty | wideo pominięte | pominięto wideo | videó kihagyva | βίντεο παραλείφθηκε | تم استبعاد الفيديو
  other video: הסרטון הושמט | סרטון הושמט | 動画は含まれていません | ビデオは省略されました | 视频已忽略 | 影片已略去 | 동영상 생략됨 | 비디오 생략됨
  other audio: dźwięk pominięty | audio pominięte | pominięto audio | hang kihagyva | ήχος παραλείφθηκε | تم استبعاد الصوت
  other audio: השמע הושמט | 音声は含まれていません | 音频已忽略 | 音訊已略去 | 오디오 생략됨
  other sticker: naklejka pominięta | pominięto naklejkę | matrica kihagyva | تم استبعاد الملصق | סטיקר הושמט | スタンプは含まれていません
  other sticker: ステッカーは省略されました | 表情包已忽略 | 貼圖已略去 | 스티커 생략됨
  other gif: GIF pominięty | pominięto GIF | תמונת GIF הושמטה | GIFは含まれていません | GIF已忽略 | GIF 생략됨
  other document: dokument pominięty | pominięto dokument | dokumentum kihagyva | تم استبعاد المستند | המסמך הושמט
  other document: ドキュメントは含まれていません | 文档已忽略 | 文件已略去 | 문서 생략됨
`;

/** A message that its sender or an admin deleted. */
export const deletedWords = `
  en: This message was deleted | You deleted this message | Message deleted | This message was deleted by admin
  en: You deleted this message as admin | This message has been deleted
  es: Se eliminó este mensaje | Eliminaste este mensaje | Este mensaje fue eliminado | Mensaje eliminado
  es: Has eliminado este mensaje | Este mensaje ha sido eliminado | Borraste este mensaje | Se borró este mensaje
  es: Este mensaje fue borrado | Este mensaje se eliminó
  pt: Mensagem apagada | Você apagou esta mensagem | Esta mensagem foi apagada | Apagou esta mensagem
  pt: Essa mensagem foi apagada | Você apagou essa mensagem | Esta mensagem foi eliminada | Eliminou esta mensagem
  pt: Mensagem eliminada | Apagaste esta mensagem | Eliminaste esta mensagem
  de: Diese Nachricht wurde gelöscht | Du hast diese Nachricht gelöscht | Sie haben diese Nachricht gelöscht
  de: Nachricht gelöscht
  fr: Ce message a été supprimé | Vous avez supprimé ce message | Tu as supprimé ce message | Message supprimé
  it: Questo messaggio è stato eliminato | Hai eliminato questo messaggio | Messaggio eliminato
  nl: Dit bericht is verwijderd | Dit bericht werd verwijderd | U hebt dit bericht verwijderd | U heeft dit bericht verwijderd
  nl: Je hebt dit bericht verwijderd | Bericht verwijderd
  ca: Aquest missatge s'ha suprimit | Aquest missatge s’ha suprimit | S'ha suprimit aquest missatge
  ca: Has suprimit aquest missatge | Missatge suprimit
  ru uk: Данное сообщение удалено | Вы удалили данное сообщение | Это сообщение удалено | Вы удалили это сообщение
  ru uk: Сообщение удалено | Це повідомлення видалено | Ви видалили це повідомлення | Повідомлення видалено
  tr pl: Bu mesaj silindi | Bu mesajı sildiniz | Mesaj silindi | Ta wiadomość została usunięta | Usunięto tę wiadomość
  tr pl: Wiadomość usunięta
  id ms ro: Pesan ini telah dihapus | Pesan ini dihapus | Anda telah menghapus pesan ini | Anda menghapus pesan ini
  id ms ro: Pesan dihapus | Mesej ini telah dipadam | Acest mesaj a fost șters | Ai șters acest mesaj | Mesaj șters
  sv: Det här meddelandet togs bort | Du tog bort det här meddelandet | Det här meddelandet raderades
  sv: Du raderade det här meddelandet | Detta meddelande raderades | Du raderade detta meddelande
  da nb fi: Denne besked blev slettet | Du slettede denne besked | Denne meldingen ble slettet | Du slettet denne meldingen
  da nb fi: Tämä viesti poistettiin | Poistit tämän viestin | Viesti poistettu
  cs hu hr sl: Tato zpráva byla odstraněna | Tato zpráva byla smazána | Odstranili jste tuto zprávu | Smazali jste tuto zprávu
  cs hu hr sl: Zpráva odstraněna | Ezt az üzenetet törölték | Törölted ezt az üzenetet | Az üzenet törölve lett
  cs hu hr sl: Ova poruka je izbrisana | Izbrisali ste ovu poruku | To sporočilo je bilo izbrisano | Izbrisali ste to sporočilo
  el ar he hi: Αυτό το μήνυμα διαγράφηκε | Διαγράψατε αυτό το μήνυμα | تم حذف هذه الرسالة | لقد حذفت هذه الرسالة
  el ar he hi: حذفت هذه الرسالة | הודעה זו נמחקה | מחקת הודעה זו | यह संदेश मिटाया गया | यह मैसेज डिलीट किया गया
  el ar he hi: आपने यह संदेश मिटाया | आपने यह मैसेज डिलीट किया
  ja zh: このメッセージは削除されました | メッセージが削除されました | このメッセージを削除しました | 此消息已被删除 | 此消息已删除 | 您删除了此消息 | 你删除了此消息 | 您已删除此消息 | 你已删除此消息 | 這則訊息已刪除
  ja zh: 此訊息已刪除 | 您已刪除這則訊息 | 你已刪除這則訊息 | 您已刪除此訊息 | 你已刪除此訊息
  ko vi th: 삭제된 메시지입니다 | 이 메시지는 삭제되었습니다 | 메시지가 삭제되었습니다 | 이 메시지를 삭제했습니다 | 회원님이 삭제한 메시지입니다 | Tin nhắn này đã bị xóa
  ko vi th: Bạn đã xóa tin nhắn này | ข้อความนี้ถูกลบแล้ว | คุณลบข้อความนี้
`;

/** A message that the phone could not decrypt yet; a second sentence may follow. */
export const pendingWords = `
  en es pt: Waiting for this message | Waiting for this message... | Esperando este mensaje | Esperando el mensaje
  en es pt: Aguardando esta mensagem | Aguardando essa mensagem | Aguardando mensagem | A aguardar esta mensagem
  en es pt: À espera desta mensagem | À espera da mensagem | A aguardar por esta mensagem
  de fr it nl: Warten auf diese Nachricht | Auf diese Nachricht wird gewartet | Auf diese Nachricht warten
  de fr it nl: Warte auf diese Nachricht | En attente de ce message | In attesa del messaggio | In attesa di questo messaggio
  de fr it nl: In attesa del presente messaggio | Wachten op dit bericht | Aan het wachten op dit bericht | Wacht op dit bericht
`;

/** A live location; the places themselves are not exported. */
export const liveLocationWords = `
  en es pt: Live location shared | Live location | Ubicación en tiempo real compartida | Ubicación en tiempo real
  en es pt: Localização em tempo real compartilhada | Localização em tempo real partilhada | Localização em tempo real
  en es pt: Localização atual compartilhada
  de fr it nl: Live-Standort geteilt | Live-Standort wird geteilt | Live-Standort | Position en direct partagée
  de fr it nl: Localisation en direct partagée | Partage de la position en direct | Posizione in tempo reale condivisa
  de fr it nl: Posizione attuale condivisa | Live locatie gedeeld | Live-locatie gedeeld
`;

/** First line of a poll; the next one is its question, then one line for each option. */
export const pollWords = `
  all: POLL: | ENCUESTA: | ENQUETE: | SONDAGEM: | UMFRAGE: | ABSTIMMUNG: | SONDAGE : | SONDAGE: | SONDAGGIO: | PEILING:
`;

/** In parentheses after a file name, on Android. */
export const attachedSuffixWords = `
  en es pt de fr it nl: file attached | archivo adjunto | archivo adjuntado | arquivo anexado | ficheiro anexado | arquivo anexo
  en es pt de fr it nl: ficheiro anexo | Datei angehängt | fichier joint | file allegato | bestand bijgevoegd
  en es pt de fr it nl: bestand toegevoegd
  other: fitxer adjunt | plik załączony | plik w załączeniu | załączono plik | файл добавлен | файл приложен | файл додано
  other: файл прикріплено | dosya ekli | dosya eklendi | file terlampir | berkas terlampir | fișier atașat | bifogad fil
  other: fil bifogad | vedhæftet fil | fil vedhæftet | fil vedlagt | vedlagt fil | liitetty tiedosto | tiedosto liitetty
  other: soubor byl přiložen | přiložený soubor | soubor přiložen | csatolt fájl | fájl csatolva | datoteka priložena
  other: priložena datoteka | συνημμένο αρχείο | επισυνάφθηκε αρχείο | الملف مرفق | ملف مرفق | קובץ מצורף | הקובץ מצורף
  other: फ़ाइल अटैच की गई | फ़ाइल संलग्न | ファイル添付 | 添付ファイル | ファイルが添付されました | 文件附件 | 附件 | 附加檔案 | 檔案附件 | 已附加文件 | 파일 첨부됨 | 첨부 파일
  other: tệp đính kèm | đính kèm tệp | ไฟล์แนบ | แนบไฟล์
`;

/** The word in `<word: file>`, on iOS. */
export const attachedTagWords = `
  all: attached | adjunto | anexado | anexo | Anhang | pièce jointe | pièces jointes | allegato | bijgevoegd | bijlage | adjunt
  all: załącznik | załączono | вложение | прикреплено | додано | ekli | ek | terlampir | lampiran | atașat | bifogad | vedhæftet
  all: vedlagt | liitetty | liite | příloha | přiloženo | csatolva | mellékelve | priloženo | συνημμένο | επισυνάφθηκε | مرفق
  all: מצורף | संलग्न | अटैच किया गया | 添付 | 添付ファイル | 附件 | 첨부 | 첨부됨 | đính kèm | แนบ
`;

/** In angle brackets at the end of a message that its sender edited. */
export const editedWords = `
  en es pt de fr it nl: This message was edited | Se editó este mensaje | Este mensaje fue editado | Este mensaje se editó
  en es pt de fr it nl: Mensaje editado | Mensagem editada | Esta mensagem foi editada | Diese Nachricht wurde bearbeitet
  en es pt de fr it nl: Ce message a été modifié | Questo messaggio è stato modificato | Dit bericht is bewerkt
  other: S'ha editat aquest missatge | Aquest missatge s'ha editat | Missatge editat | Сообщение изменено
  other: Это сообщение изменено | Данное сообщение изменено | Повідомлення змінено | Це повідомлення змінено
  other: Bu mesaj düzenlendi | Ta wiadomość została edytowana | Edytowano tę wiadomość | Pesan ini diedit
  other: Pesan ini telah diedit | Acest mesaj a fost editat | Det här meddelandet redigerades
  other: Det här meddelandet har redigerats | Denne besked blev redigeret | Denne besked er redigeret
  other: Denne meldingen ble redigert | Tätä viestiä muokattiin | Tato zpráva byla upravena | Ezt az üzenetet szerkesztették
  other: Ova poruka je uređena | Αυτό το μήνυμα υποβλήθηκε σε επεξεργασία | تم تعديل هذه الرسالة | הודעה זו נערכה
  other: यह मैसेज एडिट किया गया | このメッセージは編集されました | 此消息已编辑 | 此消息已被编辑 | 這則訊息已編輯 | 此訊息已編輯 | 수정된 메시지입니다 | 이 메시지는 수정되었습니다
`;

/** Beginning of the line that iOS writes for a call, after U+200E, in lower case. */
export const callWords = `
  all: missed | voice call | video call | group call | group voice call | group video call | silenced | call | unanswered
  all: llamada | videollamada | ligação | chamada | videochamada | sprachanruf | videoanruf | gruppenanruf | verpasster | verpasste | anruf
  all: appel | chiamata | videochiamata | gemiste | spraakoproep | video-oproep | groepsoproep | oproep | spraakgesprek
  all: videogesprek | cevapsız sesli arama | cevapsız görüntülü arama | пропущенный
`;

/** Beginning of a notice that iOS writes in the name of a participant, after U+200E, in lower case. */
export const noticeOpeningWords = `
  en: messages and calls | messages to this | messages you send | your security code | this chat | this business | this group
  en: you | your | disappearing messages | new messages will | new group members | tap to | only admins
  es: los mensajes | tu código | cambió tu código | este chat | esta empresa | este grupo | tú | se añadió | se agregó
  es: activaste | desactivaste | bloqueaste | desbloqueaste | creaste | añadiste | agregaste | eliminaste a | cambiaste
  es: saliste | mensajes temporales | ahora eres | te uniste
  pt: as mensagens | mensagens e ligações | mensagens e chamadas | seu código | o seu código | o código | esta conversa
  pt: esta empresa | este grupo | você | mensagens temporárias | bloqueou | desbloqueou | criou | adicionou | removeu | mudou
  pt: saiu
  de fr it nl: nachrichten und anrufe | nachrichten in diesem | deine sicherheitsnummer | dieser chat | dieses unternehmen | du
  de fr it nl: les messages | votre code | cette discussion | cette entreprise | vous | i messaggi | il tuo codice | questa chat
  de fr it nl: questa azienda | hai | berichten en gesprekken | berichten en oproepen | je | u | uw beveiligingscode | deze chat
  de fr it nl: dit bedrijf
`;

/** What no name holds, in lower case: a notice with a colon in what it quotes is not the message of someone. */
export const noticeVerbWords = `
  en es: changed the subject | changed the group | changed this group | created group | created the group | end-to-end
  en es: cambió el asunto | cambió el nombre del grupo | cambió la descripción | cambiaste el asunto | cambiaste el nombre
  en es: creó el grupo | creaste el grupo | extremo a extremo
  pt de fr: mudou o assunto | alterou o assunto | mudou o nome do grupo | alterou o nome do grupo | mudou a descrição
  pt de fr: alterou a descrição | criou o grupo | ponta a ponta | hat den betreff | hat den gruppennamen | hat die gruppe
  pt de fr: ende-zu-ende | a changé le sujet | a modifié le sujet | a changé le nom | a modifié le nom | a créé le groupe
  pt de fr: bout en bout
  it nl: ha cambiato l'oggetto | ha cambiato l’oggetto | ha cambiato il nome | ha modificato l'oggetto | ha creato il gruppo
  it nl: heeft het onderwerp | heeft de groepsnaam | heeft de groep | heeft groep
`;
