import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { useHeldOrder } from '#renderer/desk/features/board/use-rows.ts';

afterEach(cleanup);

function Rows({ ids }: { readonly ids: readonly string[] }) {
  const { rows, hold } = useHeldOrder(ids.map((id) => ({ id })));
  return (
    <>
      <section aria-label="rows" {...hold}>
        {rows.map(({ id }) => (
          <button key={id} type="button">
            {id}
          </button>
        ))}
      </section>
      <button type="button">elsewhere</button>
    </>
  );
}

const shown = (): string => screen.getByRole('region').textContent ?? '';
const focus = (name: string): void => screen.getByRole('button', { name }).focus();

it('rows stand still while one of them has the focus, and take their places when it leaves', () => {
  const view = render(<Rows ids={['a', 'b', 'c']} />);
  fireEvent.focus(screen.getByRole('button', { name: 'b' }));
  focus('b');
  view.rerender(<Rows ids={['c', 'a', 'b']} />);
  expect(shown()).toBe('abc');
  focus('a');
  view.rerender(<Rows ids={['c', 'b', 'a']} />);
  expect(shown()).toBe('abc');
  fireEvent.pointerEnter(screen.getByRole('region'));
  focus('elsewhere');
  expect(shown()).toBe('abc');
  fireEvent.pointerLeave(screen.getByRole('region'));
  expect(shown()).toBe('cba');
});

it('rows whose focused one goes away are free again', () => {
  const view = render(<Rows ids={['a', 'b', 'c']} />);
  focus('b');
  view.rerender(<Rows ids={['c', 'a']} />);
  view.rerender(<Rows ids={['c', 'a']} />);
  expect(shown()).toBe('ca');
});
