/** matrix [row][column] · vector (+ bias) */
export function product(matrix: ArrayLike<number>, vector: Float64Array, bias?: ArrayLike<number>): Float64Array {
  const columns = vector.length;
  return Float64Array.from({ length: matrix.length / columns }, (_, row) => {
    let sum = bias?.[row] ?? 0;
    for (let column = 0; column < columns; column++) sum += matrix[row * columns + column]! * vector[column]!;
    return sum;
  });
}

/** max(0, x) */
export function rectified(vector: Float64Array): Float64Array {
  return vector.map((value) => Math.max(value, 0));
}

/** Of vectors of one length, at least one. */
export function mean(vectors: readonly Float64Array[]): Float64Array {
  return Float64Array.from(
    vectors[0]!,
    (_, i) => vectors.reduce((sum, vector) => sum + vector[i]!, 0) / vectors.length,
  );
}
