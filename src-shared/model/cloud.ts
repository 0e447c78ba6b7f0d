/** The steps by which a webhook comes from Meta to this PC, in order. */
export const pathSteps = ['reachable', 'verified', 'signed'] as const;
export type PathStep = (typeof pathSteps)[number];

/** Why a step did not work. */
export const pathProblems = [
  'not-https',
  'unreachable',
  'certificate',
  'nothing-behind',
  'elsewhere',
  'wrong-token',
  'wrong-signature',
  'busy',
] as const;
export type PathProblem = (typeof pathProblems)[number];

/** How a step went; the steps after one that did not work are not tried. */
export interface PathStepResult {
  readonly step: PathStep;
  readonly problem: PathProblem | null;
  /** The HTTP status that came instead of the right one. */
  readonly status: number | null;
}
