import type { ReviewRoom } from './review-room.svelte.ts';

const tenFrames = 10;

/** What is typed into keeps its keys; a button keeps Space and Enter. */
function belongsToElement({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('input, select, textarea, [contenteditable]') !== null) return true;
  return (key === ' ' || key === 'Enter') && target.closest('button, a, summary') !== null;
}

/** The letter of a key: where the keyboard writes another script (ㅁ for A), that of its place. */
function letterOf({ key, code }: KeyboardEvent): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return code.startsWith('Key') ? code.slice('Key'.length).toLowerCase() : key;
}

/** The keys of the review room, wherever the focus is: frames, playing, undo, people of other videos. Others are left to the page. */
export function reviewKey(event: KeyboardEvent, room: ReviewRoom): void {
  if (event.defaultPrevented || event.altKey || belongsToElement(event)) return;
  const act = event.ctrlKey || event.metaKey ? commandOf(event, room.item) : (playerKey(event, room.player) ?? queueKey(event, room.worthALook) ?? peopleKey(event, room));
  if (act === undefined) return;
  event.preventDefault();
  act();
}

function commandOf(event: KeyboardEvent, item: ReviewRoom['item']): (() => void) | undefined {
  const letter = letterOf(event);
  if (letter === 'y') return () => item.work.redo();
  if (letter !== 'z') return undefined;
  return event.shiftKey ? () => item.work.redo() : () => item.work.undo();
}

function playerKey(event: KeyboardEvent, player: ReviewRoom['player']): (() => void) | undefined {
  const frames = event.shiftKey ? tenFrames : 1;
  switch (letterOf(event)) {
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

function peopleKey(event: KeyboardEvent, room: ReviewRoom): (() => void) | undefined {
  return letterOf(event) === 't' ? () => room.takeOver() : undefined;
}

/** The keys of the queue count while one of its moments is looked at; N begins. */
function queueKey(event: KeyboardEvent, look: ReviewRoom['worthALook']): (() => void) | undefined {
  const letter = letterOf(event);
  if (letter === 'n') return () => look.next();
  if (look.item === undefined) return undefined;
  switch (letter) {
    case 'a':
      return () => look.say('accepted');
    case 'f':
      return () => look.fix();
    case 'h':
      return () => look.hideWhole();
    case 's':
      return () => look.say('skipped');
    case 'Escape':
      return () => look.leave();
    default:
      return undefined;
  }
}
