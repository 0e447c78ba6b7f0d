/** A failure whose message tells a person all there is to know: it is printed without a stack. */
export class PlainFailure extends Error {}

/** Runs a program; what goes wrong is printed and ends it with exit code 1. */
export async function reportFailures(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    console.error(error instanceof PlainFailure ? error.message : error);
    process.exitCode = 1;
  }
}
