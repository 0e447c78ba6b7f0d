import { describe, expect, it } from 'vitest';
import { chooseHostRuntime } from './host-runtime.ts';

describe('chooseHostRuntime', () => {
  it('runs the host in Electron itself where its Node-API is new enough', () => {
    expect(chooseHostRuntime({ napi: '10' }, null)).toEqual({ type: 'utility-process' });
    expect(chooseHostRuntime({ napi: '11' }, '/usr/bin/node')).toEqual({ type: 'utility-process' });
  });

  it('runs the host under the named Node where Electron is too old', () => {
    expect(chooseHostRuntime({ napi: '9' }, '/usr/bin/node')).toEqual({
      type: 'node-child',
      node: '/usr/bin/node',
    });
  });

  it('refuses an old Electron without another Node rather than let the host crash', () => {
    expect(() => chooseHostRuntime({ napi: '9' }, null)).toThrow('too old');
    expect(() => chooseHostRuntime({}, null)).toThrow('too old');
  });
});
