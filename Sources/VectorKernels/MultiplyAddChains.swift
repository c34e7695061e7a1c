import CSIMD

/// Multiply-adds of one step of ``multiplyAddChains(steps:values:)``.
package let chainWidth = 12 * 8

/// Multiplies and adds in registers alone: as fast as this build of the loops can ever be.
///
/// `chain = chain * factor + term`, `steps` times, for twelve chains of eight values, which is more
/// than any processor's latency times its units.
///
/// - Parameter values: 8 factors, 8 terms, then twelve times 8 values to start from, all different,
///   or the compiler would be right to compute one chain for several; the sum is written over the
///   first 8 of these.
package func multiplyAddChains(steps: Int, values: UnsafeMutablePointer<Float>) {
  // SAFETY: all loads are from the first 16 + `chainWidth` values, which the caller provides.
  let (factor, term, start) = (octet_load(values), octet_load(values + 8), values + 16)
  var (a, b, c) = (octet_load(start), octet_load(start + 8), octet_load(start + 16))
  var (d, e, f) = (octet_load(start + 24), octet_load(start + 32), octet_load(start + 40))
  var (g, h, i) = (octet_load(start + 48), octet_load(start + 56), octet_load(start + 64))
  var (j, k, l) = (octet_load(start + 72), octet_load(start + 80), octet_load(start + 88))
  var step = 0
  while step < steps {
    (a, b) = (octet_fma(a, factor, term), octet_fma(b, factor, term))
    (c, d) = (octet_fma(c, factor, term), octet_fma(d, factor, term))
    (e, f) = (octet_fma(e, factor, term), octet_fma(f, factor, term))
    (g, h) = (octet_fma(g, factor, term), octet_fma(h, factor, term))
    (i, j) = (octet_fma(i, factor, term), octet_fma(j, factor, term))
    (k, l) = (octet_fma(k, factor, term), octet_fma(l, factor, term))
    step &+= 1
  }
  let first = octet_add(octet_add(a, b), octet_add(c, d))
  let second = octet_add(octet_add(e, f), octet_add(g, h))
  let third = octet_add(octet_add(i, j), octet_add(k, l))
  octet_store(start, octet_add(octet_add(first, second), third))
}
