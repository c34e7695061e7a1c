import CSIMD

/// One row of a depthwise convolution: `result[x][c] = Σ_taps weights[tap][c] * input[…][c]`.
///
/// - Parameters:
///   - rows: the start of the input row of each kernel row; zeros where it is outside.
///   - input width, and the result's.
///   - channels: a multiple of 8.
///   - weights: [kernel height, kernel width, channels].
///   - result: [output width, channels].
package func depthwiseRow(
  rows: UnsafePointer<UnsafePointer<Float>>, kernelHeight: Int, kernelWidth: Int,
  width: Int, outputWidth: Int, stride: Int, dilation: Int, padLeft: Int, channels: Int,
  weights: UnsafePointer<Float>, result: UnsafeMutablePointer<Float>
) {
  var x = 0
  while x < outputWidth {
    let left = x &* stride &- padLeft
    var channel = 0
    while channel < channels {
      var sum = octet.zero
      var tap = 0
      while tap < kernelWidth {
        let column = left &+ tap &* dilation
        if column >= 0, column < width {
          let at = column &* channels &+ channel
          var weight = weights + (tap &* channels &+ channel)
          var y = 0
          while y < kernelHeight {
            // SAFETY: column lies within the row; each row has width * channels values.
            sum = octet_fma(octet_load(rows[y] + at), octet_load(weight), sum)
            weight += kernelWidth &* channels
            y &+= 1
          }
        }
        tap &+= 1
      }
      octet_store(result + (x &* channels &+ channel), sum)
      channel &+= 8
    }
    x &+= 1
  }
}
