/** How much training varies the gain and the zero of a channel, weakest first; `gain`: the gain alone, as much as `strong`. */
export const AUGMENTATION_LEVELS = ['none', 'light', 'medium', 'strong', 'gain'] as const;

export type AugmentationLevel = (typeof AUGMENTATION_LEVELS)[number];
