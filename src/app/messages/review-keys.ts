/** Texts of the review room. */
export const reviewKeys = [
  'title', 'hint', 'lookFirst', 'lookFirstHint', 'player', 'picture', 'notInVideo', 'pictureHiddenWhole', 'play', 'pause', 'back', 'forward', 'stepBack', 'stepForward', 'toStart', 'toEnd', 'speed', 'asHidden', 'asSource',
  'sourceWarning', 'keys', 'frameOf', 'undo', 'redo', 'timeline', 'zoomIn', 'zoomOut', 'zoomAll', 'people', 'unsure', 'unsureHint', 'noPeople', 'person', 'thing', 'name', 'screenTime', 'firstSeen', 'lastSeen',
  'hidden', 'shown', 'hide', 'show', 'mergeWith', 'mergeDrag', 'split', 'splitOff', 'track', 'deleteTrack', 'endTrackHere', 'beginTrackHere', 'hideFrame', 'frameHidden', 'choose', 'masks', 'masksHint',
  'saveWork', 'saveWorkHint', 'openWork', 'boxes', 'boxesHint', 'boxesAs', 'hideBoxes', 'restored', 'startAfresh', 'takenBack', 'follow', 'followHint', 'following', 'stopFollowing', 'lostHint', 'lostBefore', 'lostAfter', 'doneButShown',
  'worthALook', 'queueEmpty', 'queueDone', 'queueLeft', 'queueHint', 'queueBegin', 'accept', 'fix', 'hideWhole', 'skip', 'next', 'reviewer', 'said-accepted', 'said-fixed', 'said-hidden-whole', 'said-skipped', 'make',
  'showAll', 'hideAll', 'noEffect', 'no-such-track', 'no-such-mask', 'seen-together', 'outside-video', 'nothing-left',
  'draw', 'drawBox', 'drawEllipse', 'drawPolygon', 'drawHint', 'polygonHint', 'drawInMiddle', 'maskKeys', 'maskMoves', 'label', 'fillOfSettings', 'untilEnd', 'deleteMask',
] as const;
export type ReviewKey = (typeof reviewKeys)[number];
