/** Where one video of the queue stands. */
export type WorkState = 'waiting' | 'ready' | 'working' | 'paused' | 'done' | 'failed' | 'cancelled';
