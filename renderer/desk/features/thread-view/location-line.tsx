import { MapPin } from 'lucide-react';
import { Words } from '#renderer/ui/words.tsx';
import type { ItemData } from '#shared/domain/item-data.ts';
import { LinkedText } from './linked-text.tsx';
import { useThreadWords } from './thread-context.tsx';

const DIGITS = 6;

/** A place: its name and address, and where it is on a map outside of the desk. Nothing is loaded by showing it. */
export function LocationLine({ location }: { readonly location: NonNullable<ItemData<'message'>['location']> }) {
  const t = useThreadWords();
  const { title, address, latitude, longitude } = location;
  const where = `${latitude.toFixed(DIGITS)},${longitude.toFixed(DIGITS)}`;
  return (
    <div className="mt-0.5 flex w-fit max-w-140 gap-2 rounded-xl border border-line bg-raised px-3.25 py-2">
      <MapPin aria-hidden="true" size={16} className="mt-0.5 shrink-0 text-dye" />
      <div className="min-w-0">
        <p className="font-medium">
          <Words>{title ?? t('thread:location')}</Words>
        </p>
        {address !== undefined && (
          <p className="text-ink-2">
            <Words>{address}</Words>
          </p>
        )}
        <p>
          <LinkedText text={`https://www.openstreetmap.org/?mlat=${where.replace(',', '&mlon=')}`} />
        </p>
      </div>
    </div>
  );
}
