/** More than a screen shows; what a phone's camera takes is three times as much. */
const MOST_PIXELS = 4_000_000;
const QUALITY = 0.85;

export const PHOTO_TYPES = ['image/jpeg', 'image/png', 'image/gif', 'image/webp'] as const;

/** The size to draw at, so that there are at most `MOST_PIXELS`; the proportions stay. */
export function shrunkSize(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, Math.sqrt(MOST_PIXELS / (width * height)));
  return { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/**
 * A photo small enough to send over a mobile line. Photos of at most four megapixels and moving pictures stay as they are,
 * as does whatever this browser can not draw: the hub decides then.
 */
export async function shrink(file: File): Promise<File> {
  if (file.type === 'image/gif') return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const size = shrunkSize(picture.width, picture.height);
    if (size.width === picture.width) {
      picture.close();
      return file;
    }
    const canvas = document.createElement('canvas');
    canvas.width = size.width;
    canvas.height = size.height;
    canvas.getContext('2d')?.drawImage(picture, 0, 0, size.width, size.height);
    picture.close();
    // PNG keeps what is see-through; everything else becomes a JPEG.
    const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, type, QUALITY));
    if (blob === null || blob.size >= file.size) return file;
    return new File([blob], type === 'image/jpeg' ? file.name.replace(/(\.\w+)?$/, '.jpg') : file.name, { type });
  } catch {
    return file;
  }
}
