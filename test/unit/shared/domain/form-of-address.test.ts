import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillVariables } from '#shared/domain/reply-variables.ts';

describe('how a Japanese reply addresses somebody', () => {
  it.each([
    ['佐藤 美咲', '佐藤 美咲様', '佐藤様'],
    ['佐藤　美咲', '佐藤　美咲様', '佐藤様'],
    ['佐藤美咲', '佐藤美咲様', '佐藤美咲様'],
    ['Ava Moore', 'Ava Moore様', 'Ava Moore様'],
    ['株式会社山田商会', '株式会社山田商会御中', '株式会社山田商会御中'],
    ['山田商会（株）', '山田商会（株）御中', '山田商会（株）御中'],
    ['Moore Ltd.', 'Moore Ltd.御中', 'Moore Ltd.御中'],
    ['医療法人青葉会 中央病院', '医療法人青葉会 中央病院御中', '医療法人青葉会 中央病院御中'],
    ['株式会社 ヤマダ', '株式会社 ヤマダ御中', '株式会社 ヤマダ御中'],
    ['株式会社山田 大阪支店', '株式会社山田 大阪支店御中', '株式会社山田 大阪支店御中'],
    ['山田商会（株） 営業部', '山田商会（株） 営業部御中', '山田商会（株） 営業部御中'],
    // Somebody at a company, and names that look like one's.
    ['株式会社山田 佐藤太郎', '株式会社山田 佐藤太郎様', '株式会社山田 佐藤太郎様'],
    ['株式会社山田 佐藤 太郎', '株式会社山田 佐藤 太郎様', '株式会社山田 佐藤 太郎様'],
    ['株式会社山田 渡部', '株式会社山田 渡部様', '株式会社山田 渡部様'],
    ['山田商店 佐藤太郎', '山田商店 佐藤太郎様', '山田商店 佐藤太郎様'],
    ['役所', '役所様', '役所様'],
    ['鵜殿', '鵜殿様', '鵜殿様'],
    ['鵜殿 美咲', '鵜殿 美咲様', '鵜殿様'],
    // The family name stands behind.
    ['ジョン スミス', 'ジョン スミス様', 'ジョン スミス様'],
    ['佐藤 ジョン', '佐藤 ジョン様', '佐藤様'],
    ['佐藤さま', '佐藤さま', '佐藤さま'],
    ['佐藤先生', '佐藤先生', '佐藤先生'],
    ['', 'お客様', 'お客様'],
  ])('%s: %s, by the family name %s', (customer, whole, short) => {
    expect(fillVariables('{customer}', { customer }, 'ja')).toBe(whole);
    expect(fillVariables('{family}', { customer }, 'ja')).toBe(short);
  });

  it('puts the right honorific in place of a wrong one that was written', () => {
    expect(fillVariables('{customer} 様', { customer: '株式会社山田商会' }, 'ja')).toBe('株式会社山田商会御中');
    expect(fillVariables('{family}御中', { customer: '佐藤 美咲' }, 'ja')).toBe('佐藤様');
    expect(fillVariables('{customer}様', { customer: '株式会社山田 佐藤太郎' }, 'ja')).toBe('株式会社山田 佐藤太郎様');
  });

  it('leaves what the writer put where it can not be told who it is', () => {
    const customer = '株式会社山田 Japan';
    expect(fillVariables('{customer}', { customer }, 'ja')).toBe(`${customer}御中`);
    expect(fillVariables('{customer}様', { customer }, 'ja')).toBe(`${customer}様`);
  });

  it('takes words for an unknown name that carry their honorific as they are', () => {
    expect(fillVariables('{customer|お客様}様', {}, 'ja')).toBe('お客様');
    expect(fillVariables('{family|ご担当者}様', {}, 'ja')).toBe('ご担当者様');
    expect(fillVariables('{customer}氏名', { customer: '佐藤' }, 'ja')).toBe('佐藤様氏名');
  });

  it('says one honorific, whoever it is and whatever was written behind', () => {
    const name = fc.stringMatching(/^[佐藤美咲山田] ?[佐藤美咲山田]{1,3}$/u);
    const behind = fc.constantFrom(
      '',
      '様',
      ' 様',
      'さま',
      '御中',
      'さん',
      ' さん',
      '殿',
      'どの',
      '先生',
      '氏',
      'くん',
    );
    const before = fc.constantFrom('', '株式会社', '株式会社山田 ', '株式会社 ');
    fc.assert(
      fc.property(name, before, behind, (person, company, honorific) => {
        const said = fillVariables(`{family}${honorific}`, { customer: `${company}${person}` }, 'ja');
        expect(said.match(/様|さま|御中|さん|殿|どの|先生|氏|くん/gu)).toHaveLength(1);
      }),
    );
  });

  it.each(['佐藤 美咲', 'Company Jane', 'Vince Moore', 'Incheon Kim'])('takes %s for no company', (customer) => {
    expect(fillVariables('{customer}', { customer }, 'ja')).toBe(`${customer}様`);
  });
});
