import type { Provider } from '#server/channels/provider.ts';
import { sipProvider } from './sip.provider.ts';
import { twilioVoiceProvider } from './twilio-voice.provider.ts';

/** The ways of connecting a telephone. */
export const phoneProviders: readonly Provider[] = [sipProvider, twilioVoiceProvider];
