/** The part of a pino logger that the host uses. It is given neither message text nor phone numbers nor secrets. */
export interface Log {
  debug(data: object, message: string): void;
  info(data: object, message: string): void;
  warn(data: object, message: string): void;
  error(data: object, message: string): void;
}
