import { toRomaji } from 'wanakana';
import { fold } from './grams.ts';

/**
 * Latin spellings of one name folded to one form: Satou, Satoh, Satō and Sato are the same, as are Shimpei and Shinpei.
 * Works on kana (romanised first) and on text that is Latin already.
 */
export function foldRomaji(text: string): string {
  return toRomaji(fold(text))
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9 ]/g, '')
    .replace(/m(?=[bmp])/g, 'n')
    .replace(/oh(?![aiueo])/g, 'o')
    .replace(/o[ou]/g, 'o')
    .replace(/uu/g, 'u')
    .replace(/ +/g, ' ')
    .trim();
}
