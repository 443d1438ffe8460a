import base from './styles/base.css?inline';
import composer from './styles/composer.css?inline';
import devices from './styles/devices.css?inline';
import frame from './styles/frame.css?inline';
import photos from './styles/photos.css?inline';
import score from './styles/score.css?inline';
import thread from './styles/thread.css?inline';

/** The whole style sheet, in the order in which rules win. */
export const STYLES = [base, frame, thread, score, photos, composer, devices].join('');
