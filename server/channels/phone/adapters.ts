/** The adapters of the phone channel: the desk's own softphone at an exchange, and Twilio's voice. */
export const SIP = 'sip';
export const TWILIO_VOICE = 'twilio_voice';
