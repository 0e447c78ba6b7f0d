import { useAction } from '../../api/requests.ts';
import { addExports } from './flow.ts';

/** Asks for files, or for folders full of them, with the system's dialog and adds them. */
export function useChooseExports() {
  const { mutate, isPending, error } = useAction('shell.chooseExports');
  return {
    choose: () => mutate({ folder: false }, { onSuccess: ({ files }) => addExports(files) }),
    chooseFolder: () => mutate({ folder: true }, { onSuccess: ({ files }) => addExports(files) }),
    isPending,
    error,
  };
}
