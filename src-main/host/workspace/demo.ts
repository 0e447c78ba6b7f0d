/** The passphrase of the demo workspace. It guards nothing: everything in it is made up. */
export const demoPassphrase = 'atalaya demo workspace';
