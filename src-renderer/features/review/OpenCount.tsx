import { useRequest } from '../../api/requests.ts';
import { OpenWork } from '../../ui/frame/OpenWork.tsx';

/** The messages that wait for a decision, on the rail. */
export function OpenCount() {
  const counts = useRequest('review.counts', {});
  return <OpenWork count={counts.data?.open ?? 0} />;
}
