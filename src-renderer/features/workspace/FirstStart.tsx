import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../../api/requests.ts';
import { systemZone } from '../../i18n/useFormat.ts';
import { useReady } from '../../ui/frame/useReady.ts';
import { emptyPassphraseDraft } from '../../ui/field/NewPassphrase.tsx';
import { languages } from '#shared/model/workspace.ts';
import { CompanyStep, type CompanyDraft } from './CompanyStep.tsx';
import { PassphraseStep } from './PassphraseStep.tsx';
import { Restore } from './Restore.tsx';
import { RecoverySheet } from './RecoverySheet.tsx';

/** The first start: the company, its passphrase, and the sheet that opens the archive when the passphrase is lost. */
export function FirstStart({ onDone }: { readonly onDone: () => void }) {
  useReady('first-start');
  const { i18n } = useTranslation();
  const create = useAction('workspace.create');
  const addStarters = useAction('policy.addStarters');
  const [company, setCompany] = useState<CompanyDraft>(() => ({
    language: languages.find((language) => language === i18n.language) ?? 'en',
    name: '',
    ownName: '',
    zone: systemZone(),
    addsStarters: true,
  }));
  const [passphrase, setPassphrase] = useState(emptyPassphraseDraft);
  const [step, setStep] = useState<'company' | 'passphrase' | 'restore'>('company');

  const start = () =>
    create.mutate(
      {
        language: company.language,
        company: company.name.trim(),
        name: company.ownName.trim(),
        zone: company.zone,
        passphrase: passphrase.passphrase,
      },
      {
        onSuccess: () => {
          setPassphrase(emptyPassphraseDraft);
          if (company.addsStarters) addStarters.mutate({ language: company.language });
        },
      },
    );

  if (create.data !== undefined) {
    return <RecoverySheet company={company.name} code={create.data.recoveryCode} onDone={onDone} />;
  }
  if (step === 'restore') return <Restore onBack={() => setStep('company')} onDone={onDone} />;
  return step === 'company' ? (
    <CompanyStep
      draft={company}
      onChange={setCompany}
      onRestore={() => setStep('restore')}
      onNext={() => setStep('passphrase')}
    />
  ) : (
    <PassphraseStep
      draft={passphrase}
      onChange={setPassphrase}
      isPending={create.isPending}
      error={create.error}
      onBack={() => setStep('company')}
      onNext={start}
    />
  );
}
