import type { ReviewRoom } from './review-room.svelte.ts';

const tenFrames = 10;

/** What is typed into keeps its keys; a button keeps Space and Enter. */
function belongsToElement({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [contenteditable]') !== null) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a, summary') !== null;
}

/** The keys of the review room, wherever the focus is: frames, playing, undo. Others are left to the page. */
export function reviewKey(event: KeyboardEvent, { player, item }: ReviewRoom): void {
  if (event.defaultPrevented || event.altKey || belongsToElement(event)) return;
  const act = event.ctrlKey || event.metaKey ? commandOf(event, item) : playerKey(event, player);
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function commandOf({ key, shiftKey }: KeyboardEvent, item: ReviewRoom['item']): (() => void) | undefined {
  if (key.toLowerCase() === 'y') return () => item.redo();
  if (key.toLowerCase() !== 'z') return undefined;
  return shiftKey ? () => item.redo() : () => item.undo();
}

function playerKey({ key, shiftKey }: KeyboardEvent, player: ReviewRoom['player']): (() => void) | undefined {
  const frames = shiftKey ? tenFrames : 1;
  switch (key.length === 1 ? key.toLowerCase() : key) {
    case 'ArrowLeft':
      return () => player.step(-frames);
    case 'ArrowRight':
      return () => player.step(frames);
    case 'Home':
      return () => player.seek(player.first);
    case 'End':
      return () => player.seek(player.last);
    case ' ':
      return () => player.toggle();
    case 'j':
      return () => player.shuttle(-1);
    case 'k':
      return () => player.pause();
    case 'l':
      return () => player.shuttle(1);
    default:
      return undefined;
  }
}
