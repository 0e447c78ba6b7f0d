import { useAction } from '../../api/requests.ts';
import { addExports } from './flow.ts';

/** Asks for files with the system's dialog and adds them. */
export function useChooseExports() {
  const { mutate, isPending, error } = useAction('shell.chooseExports');
  return {
    choose: () => mutate({}, { onSuccess: ({ files }) => addExports(files) }),
    isPending,
    error,
  };
}
