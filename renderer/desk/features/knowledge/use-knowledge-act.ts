import { useQueryClient } from '@tanstack/react-query';
import { type OneAct, useOneAct } from '#renderer/desk/app/use-one-act.ts';

/** One act at a time on what is written here, the lists read anew after it, done or refused. */
export function useKnowledgeAct(): OneAct {
  const one = useOneAct();
  const cache = useQueryClient();
  return {
    ...one,
    async act(name, input) {
      const done = await one.act(name, input);
      const about = name.startsWith('bulletin') ? 'bulletin.today' : 'knowledge.list';
      await cache.invalidateQueries({ queryKey: [about] });
      return done;
    },
  };
}
