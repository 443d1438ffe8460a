import { useEffect, useState } from 'react';
import { useDeskClient } from './desk-client-context.tsx';

export type RecordingState =
  | { readonly state: 'none' | 'loading' | 'failed' }
  /** `samples` is empty where this browser plays the sound and can not decode it. */
  | { readonly state: 'ready'; readonly url: string; readonly samples: Float32Array };

/** A recording with its samples, fetched once with the access token; its address is freed by itself. */
export function useRecording(blobId: string | null): RecordingState {
  const client = useDeskClient();
  const [recording, setRecording] = useState<RecordingState>({ state: 'none' });
  useEffect(() => {
    if (blobId === null) return undefined;
    let made: string | null = null;
    let isGone = false;
    setRecording({ state: 'loading' });
    client.readBlob(blobId).then(
      async (blob) => {
        const samples = await decode(blob).catch(() => new Float32Array());
        if (isGone) return;
        made = URL.createObjectURL(blob);
        setRecording({ state: 'ready', url: made, samples });
      },
      () => !isGone && setRecording({ state: 'failed' }),
    );
    return () => {
      isGone = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [client, blobId]);
  return recording;
}

/** First channel at 8 kHz: the telephone's own rate, and enough to draw. */
async function decode(blob: Blob): Promise<Float32Array> {
  const context = new OfflineAudioContext(1, 1, 8000);
  return (await context.decodeAudioData(await blob.arrayBuffer())).getChannelData(0);
}
