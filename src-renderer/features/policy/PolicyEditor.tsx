import { History } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyView } from '#shared/contract/policy.ts';
import type { PolicyDefinition } from '#shared/model/policy.ts';
import { useAction } from '../../api/requests.ts';
import { Button } from '../../ui/button/Button.tsx';
import { InlineError } from '../../ui/feedback/States.tsx';
import { showToast } from '../../ui/feedback/toasts.ts';
import { TextField } from '../../ui/field/TextField.tsx';
import { useShortcut } from '../../ui/keyboard/shortcuts.ts';
import { Region } from '../../ui/layout/Region.tsx';
import { SplitPane } from '../../ui/layout/SplitPane.tsx';
import { ConfirmDialog } from '../../ui/overlay/ConfirmDialog.tsx';
import { BacktestDialog } from './BacktestDialog.tsx';
import { samePolicy } from './difference.ts';
import {
  draftOf,
  dropDraft,
  emptyPolicy,
  keepDraft,
  useDrafts,
  type DraftKey,
  type PolicyDraft,
} from './drafts.ts';
import css from './PolicyEditor.module.css';
import { PolicyStatus } from './PolicyStatus.tsx';
import { ProblemList } from './ProblemList.tsx';
import { RulesEditor } from './RulesEditor.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { SeverityField } from './SeverityField.tsx';
import { TryOutPane } from './TryOutPane.tsx';
import { useTryOut } from './useTryOut.ts';
import { VersionsDialog } from './VersionsDialog.tsx';

export interface PolicyEditorProps {
  readonly draftKey: DraftKey;
  /** What is in force; null for a policy that was never saved. */
  readonly policy: PolicyView | null;
  /** Called with the policy's id when it was saved. */
  readonly onSaved: (policyId: number) => void;
}

/** One policy to be written, tried and saved as a new version. */
export function PolicyEditor({ draftKey, policy, onSaved }: PolicyEditorProps) {
  const { t } = useTranslation(['policy', 'common']);
  const saved = policy?.definition ?? emptyPolicy;
  const kept = useDrafts((state) => state.drafts.get(draftKey));
  const [initial] = useState(() => draftOf(saved));
  const draft = kept ?? (samePolicy(saved, initial.definition) ? initial : draftOf(saved));
  const { definition } = draft;
  const isChanged = draftKey === 'new' || !samePolicy(saved, definition);
  const [sample, setSample] = useState('');
  const tryOut = useTryOut(definition, sample);
  const save = useAction('policy.save');
  const [wasSent, setWasSent] = useState(false);
  const [showsVersions, setShowsVersions] = useState(false);
  const [showsBacktest, setShowsBacktest] = useState(false);
  const [asksToDiscard, setAsksToDiscard] = useState(false);
  const version = (policy?.version ?? 0) + 1;
  const hasName = definition.name.trim() !== '';

  const change = (next: PolicyDraft) => keepDraft(draftKey, next);
  const define = (part: Partial<PolicyDefinition>) =>
    change({ ...draft, definition: { ...definition, ...part } });
  const discard = () => {
    setAsksToDiscard(false);
    dropDraft(draftKey);
  };
  const send = () => {
    setWasSent(true);
    if (!hasName || !isChanged || definition.scope.lines?.length === 0) return;
    save.mutate(
      {
        id: policy?.id ?? null,
        enabled: policy?.enabled ?? true,
        definition: { ...definition, name: definition.name.trim() },
      },
      {
        onSuccess(answer) {
          if (!answer.saved) return;
          dropDraft(draftKey);
          setWasSent(false);
          showToast(t('save.saved', { version: answer.version }));
          onSaved(answer.id);
        },
      },
    );
  };
  useShortcut({ keys: 'mod+s', label: t('save.button'), group: t('title'), enabled: isChanged }, send);
  useShortcut({ keys: 'v', label: t('versions.title'), group: t('title'), enabled: policy !== null }, () =>
    setShowsVersions(true),
  );
  useShortcut({ keys: 'a', label: t('backtest.title'), group: t('title') }, () => setShowsBacktest(true));

  const editor = (
    <Region
      kind="detail"
      label={definition.name.trim() || t('newName')}
      actions={
        <>
          {policy !== null && (
            <Button variant="quiet" icon={History} shortcut="v" onPress={() => setShowsVersions(true)}>
              {t('version', { version: policy.version })}
            </Button>
          )}
          <Button
            variant="primary"
            shortcut="mod+s"
            isDisabled={!isChanged}
            isPending={save.isPending}
            onPress={send}
          >
            {t('save.button')}
          </Button>
        </>
      }
      toolbar={
        save.error !== null ? (
          <InlineError error={save.error} />
        ) : (
          wasSent && tryOut.problems.length > 0 && <ProblemList problems={tryOut.problems} />
        )
      }
    >
      <div className={css.scroller}>
        <div className={css.form}>
          {policy !== null && <PolicyStatus policy={policy} />}
          {isChanged && (
            <p className={css.unsaved}>
              {t('save.willBe', { version })}
              <Button variant="quiet" onPress={() => setAsksToDiscard(true)}>
                {t('save.discard')}
              </Button>
            </p>
          )}
          <TextField
            label={t('field.name')}
            value={definition.name}
            onChange={(name) => define({ name })}
            maxLength={120}
            error={wasSent && !hasName ? t('field.required') : null}
            autoFocus={draftKey === 'new' && definition.name === ''}
          />
          <TextField
            label={t('field.description')}
            description={t('field.descriptionHint')}
            value={definition.description}
            onChange={(description) => define({ description })}
            maxLength={2000}
            rows={2}
          />
          <SeverityField value={definition.severity} onChange={(severity) => define({ severity })} />
          <ScopeFields
            scope={definition.scope}
            onChange={(scope) => define({ scope })}
            showsProblems={wasSent}
          />
          <RulesEditor draft={draft} saved={saved.rules} problems={tryOut.problems} onChange={change} />
        </div>
      </div>
    </Region>
  );

  return (
    <>
      <SplitPane
        name="policy-try"
        fixed="end"
        initial={340}
        min={260}
        max={640}
        start={editor}
        end={
          <TryOutPane
            text={sample}
            onChange={setSample}
            rules={definition.rules}
            tryOut={tryOut}
            onRunOverArchive={() => setShowsBacktest(true)}
          />
        }
      />
      {showsBacktest && (
        <BacktestDialog
          subject={{ draftKey, policyId: policy?.id ?? null, definition }}
          problems={tryOut.problems}
          onClose={() => setShowsBacktest(false)}
        />
      )}
      {showsVersions && policy !== null && (
        <VersionsDialog
          policy={policy}
          onClose={() => setShowsVersions(false)}
          onUse={(chosen) => {
            setShowsVersions(false);
            change(draftOf(chosen.definition));
            showToast(t('versions.restored', { version: chosen.version }));
          }}
        />
      )}
      <ConfirmDialog
        title={t('save.discardTitle', { name: definition.name.trim() || t('newName') })}
        message={t(policy === null ? 'save.discardNew' : 'save.discardText', { version: policy?.version })}
        confirmLabel={t('save.discard')}
        isDangerous
        isOpen={asksToDiscard}
        onConfirm={discard}
        onClose={() => setAsksToDiscard(false)}
      />
    </>
  );
}
