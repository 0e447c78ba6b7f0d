import { verifyLedger } from '#host/evidence/verify.ts';
import type { Finding } from '#host/evidence/findings.ts';
import { UsageError, withSession, type Command } from './command.ts';

/** Findings that are named one by one; the rest are counted. */
const mostNamed = 1000;

/** `verify`: checks the whole archive against its ledger, and says what is not as it was put in. */
export const verify: Command = {
  options: {},
  run(invocation, terminal) {
    if (invocation.words.length > 0) throw new UsageError('verify takes no words');
    return withSession(invocation, async ({ archive }) => {
      const findings: Finding[] = [];
      let found = 0;
      const entries = verifyLedger(archive.reader, {
        report: (finding) => {
          found += 1;
          if (findings.length < mostNamed) findings.push(finding);
        },
      });
      terminal.result({ holds: found === 0, entries, found, findings }, () => [
        ...findings.map(wordsOf),
        ...(found > findings.length ? [`and ${found - findings.length} more`] : []),
        found === 0 ? `The archive holds: ${entries} entries.` : 'The archive does not hold.',
      ]);
      return found === 0 ? 0 : 1;
    });
  },
};

function wordsOf(finding: Finding): string {
  const what = 'kind' in finding ? ` ${finding.kind} ${finding.subject}` : '';
  const where = 'seq' in finding ? `, entry ${finding.seq}` : '';
  const upTo = 'upTo' in finding ? ` to ${finding.upTo}` : '';
  return `${finding.type}:${what}${where}${upTo}`;
}
