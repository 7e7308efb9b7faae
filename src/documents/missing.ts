/**
 * What an output shows for a frame that could not be decoded: nothing (hidden whole), the picture before once more, the pictures before and after
 * mixed, black, or the whole of the last picture that was decoded, whatever the layout shows. All of them are made of pictures over which the masks
 * were laid. Frames that were decoded, but of which nothing is known, are hidden whole in any case.
 */
export const missingPolicies = ['hide', 'repeat', 'blend', 'black', 'wide'] as const;
export type MissingPolicy = (typeof missingPolicies)[number];
