import Foundation
import Kernels

/// A function of each value on its own.
struct Activation: Operation {
  enum Function: Sendable, Equatable {
    case identity, relu, sigmoid, tanh
    case leakyRelu(slope: Float)
    case elu(alpha: Float)
    case clip(low: Float, high: Float)
  }

  let outputShape: [Int]
  let function: Function

  func run(
    _ inputs: [FloatBuffer], _ output: FloatBuffer, batch: Int, workspaces: [FloatBuffer]
  ) {
    let input = inputs[0]
    parallelChunks(batch * outputCount, threads: workspaces.count) { _, range in
      let (source, target) = (input.pointer, output.pointer)
      // SAFETY: the range lies within batch * outputCount, to which both buffers were sized.
      switch function {
      case .identity: for index in range { target[index] = source[index] }
      case .relu: for index in range { target[index] = source[index] > 0 ? source[index] : 0 }
      case .sigmoid: for index in range { target[index] = 1 / (1 + exp(-source[index])) }
      case .tanh: for index in range { target[index] = Foundation.tanh(source[index]) }
      case .leakyRelu(let slope):
        for index in range { target[index] = source[index] * (source[index] < 0 ? slope : 1) }
      case .elu(let alpha):
        for index in range {
          target[index] = source[index] < 0 ? alpha * expm1(source[index]) : source[index]
        }
      case .clip(let low, let high):
        for index in range { target[index] = min(max(source[index], low), high) }
      }
    }
  }
}
