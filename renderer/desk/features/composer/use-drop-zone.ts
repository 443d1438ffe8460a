import { type DragEvent, useState } from 'react';

/** Lets files be dropped on a part of the screen, and tells while some are held over it. */
export function useDropZone(isEnabled: boolean, onFiles: (files: readonly File[]) => void) {
  const [isOver, setIsOver] = useState(false);
  const take = (event: DragEvent, over: boolean): boolean => {
    if (!isEnabled || !event.dataTransfer.types.includes('Files')) return false;
    event.preventDefault();
    setIsOver(over);
    return true;
  };
  return {
    isOver,
    handlers: {
      onDragOver: (event: DragEvent): void => void take(event, true),
      onDragLeave: (event: DragEvent): void => void take(event, false),
      onDrop: (event: DragEvent): void => {
        if (take(event, false)) onFiles([...event.dataTransfer.files]);
      },
    },
  };
}
