/** How much training varies the gain and the zero of a channel, weakest first. */
export const AUGMENTATION_LEVELS = ['none', 'light', 'medium', 'strong'] as const;

export type AugmentationLevel = (typeof AUGMENTATION_LEVELS)[number];
