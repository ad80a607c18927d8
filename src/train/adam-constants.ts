/** Of Adam (Kingma 2015), for every backend; the learning rate is the caller's. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
