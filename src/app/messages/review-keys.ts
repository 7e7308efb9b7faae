/** Texts of the review room. */
export const reviewKeys = [
  'title', 'hint', 'lookFirst', 'lookFirstHint', 'player', 'picture', 'pictureHiddenWhole', 'play', 'pause', 'back', 'forward', 'stepBack', 'stepForward', 'toStart', 'toEnd', 'speed', 'asHidden', 'asSource',
  'sourceWarning', 'keys', 'frameOf', 'undo', 'redo', 'timeline', 'zoomIn', 'zoomOut', 'zoomAll', 'lane', 'people', 'unsure', 'unsureHint', 'noPeople', 'person', 'thing', 'name', 'screenTime', 'firstSeen', 'lastSeen',
  'hidden', 'shown', 'hide', 'show', 'mergeWith', 'mergeDrag', 'split', 'splitOff', 'track', 'tracks', 'deleteTrack', 'endTrackHere', 'beginTrackHere', 'hideFrame', 'frameHidden', 'choose', 'refused', 'masks', 'masksHint',
  'draw', 'drawBox', 'drawEllipse', 'drawPolygon', 'drawHint', 'polygonHint', 'drawInMiddle', 'maskKeys', 'maskMoves', 'label', 'fillOfSettings', 'untilEnd', 'deleteMask',
] as const;
export type ReviewKey = (typeof reviewKeys)[number];
