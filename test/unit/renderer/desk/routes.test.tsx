import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { Router } from 'wouter';
import { useHashLocation } from 'wouter/use-hash-location';
import { goTo, placePath, usePlace } from '#renderer/desk/routes.ts';

function Place() {
  const { tab, conversationId } = usePlace();
  return <output>{`${tab} ${conversationId}`}</output>;
}

const show = () =>
  render(
    <Router hook={useHashLocation}>
      <Place />
    </Router>,
  );

describe('places of the desk', () => {
  afterEach(cleanup);

  it.each([
    ['', 'mine null'],
    ['#/inbox', 'mine null'],
    ['#/inbox/team', 'team null'],
    ['#/inbox/promises/c/0199-ab', 'promises 0199-ab'],
    ['#/inbox/nonsense/c/x', 'mine x'],
    ['#/elsewhere', 'mine null'],
  ])('the address “%s” is %s', (hash, place) => {
    window.location.hash = hash;
    show();
    expect(screen.getByRole('status').textContent).toBe(place);
  });

  it('are gone to and come back the same', async () => {
    show();
    await act(async () => goTo({ tab: 'all', conversationId: '0199-cd' }));
    expect(window.location.hash).toBe(`#${placePath({ tab: 'all', conversationId: '0199-cd' })}`);
    expect(await screen.findByText('all 0199-cd')).toBeTruthy();
  });
});
