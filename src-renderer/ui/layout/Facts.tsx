import type { ReactNode } from 'react';
import css from './Facts.module.css';

/** A name and its value. */
export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Facts as names and values, one below the other. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(({ name, value }) => (
        <div key={name} className={css.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
