import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { HostEvent } from '#shared/contract/contract.ts';
import type { Bridge } from '#shared/rpc/bridge.ts';

const bridge: Bridge = {
  request: (id, method, input) => ipcRenderer.invoke('atalaya:request', { t: 'request', id, method, input }),
  cancel: (id) => void ipcRenderer.invoke('atalaya:request', { t: 'cancel', id }),
  acceptDropped: (files) =>
    ipcRenderer.invoke('atalaya:request', {
      t: 'dropped',
      paths: files.map((file) => webUtils.getPathForFile(file)).filter((path) => path !== ''),
    }),
  onEvent(listener) {
    const forward = (_: unknown, event: HostEvent) => listener(event);
    ipcRenderer.on('atalaya:event', forward);
    return () => ipcRenderer.off('atalaya:event', forward);
  },
};

contextBridge.exposeInMainWorld('atalaya', bridge);
