import COpenBLAS

/// OpenBLAS, opened at the first product. It stays on the caller's thread: the threads are ours,
/// spread over pictures and rows.
private let library: Void = {
  if let reason = openblas_load() { preconditionFailure("OpenBLAS: \(String(cString: reason))") }
  openblas_set_num_threads(1)
}()

/// Matrix product `c = a * b`, or `c += a * b`: row-major Float32, by OpenBLAS on this thread.
///
/// - Parameters:
///   - rows: rows of `a` (after transposing) and `c`, 1 or more.
///   - columns: columns of `b` (after transposing) and `c`, 1 or more.
///   - depth: columns of `a` and rows of `b` (both after transposing), 1 or more.
///   - aStride: values from one stored row of `a` to the next; likewise the others.
///   - aTransposed: whether `a` is stored [depth, rows]; `bTransposed`: `b` as [columns, depth].
///   - accumulate: whether the product is added to what `c` holds.
package func gemm(
  rows: Int, columns: Int, depth: Int,
  a: UnsafePointer<Float>, aStride: Int, aTransposed: Bool = false,
  b: UnsafePointer<Float>, bStride: Int, bTransposed: Bool = false,
  c: UnsafeMutablePointer<Float>, cStride: Int, accumulate: Bool
) {
  precondition(
    rows > 0 && columns > 0 && depth > 0 && cStride >= columns
      && aStride >= (aTransposed ? rows : depth) && bStride >= (bTransposed ? depth : columns),
    "gemm \(rows)x\(columns)x\(depth), strides \(aStride), \(bStride), \(cStride)")
  _ = library
  // SAFETY: strides were checked against the sizes; the caller vouches for the memory behind them.
  cblas_sgemm(
    CblasRowMajor, aTransposed ? CblasTrans : CblasNoTrans,
    bTransposed ? CblasTrans : CblasNoTrans, Int32(rows), Int32(columns), Int32(depth), 1,
    a, Int32(aStride), b, Int32(bStride), accumulate ? 1 : 0, c, Int32(cStride))
}
