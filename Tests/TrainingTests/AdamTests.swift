import Foundation
import Testing
import Training

@Suite struct AdamTests {
  @Test func decayTakesItsShareOffMatricesOnly() {
    let parameters = [[2], [2, 1]].map { Parameter(name: "w", shape: $0, values: [1, -2]) }
    let adam = Adam(parameters, learningRate: 0.1, weightDecay: 0.5)
    adam.update(threads: 2)
    #expect(parameters[0].values.values == [1, -2])
    #expect(parameters[1].values.values == [0.95, -1.9])
  }

  @Test func stepsFollowThePapersFormula() {
    let parameter = Parameter(name: "w", shape: [2], values: [1, -2])
    let adam = Adam([parameter], learningRate: 0.1)
    var (m, v, w) = ([0.0, 0.0], [0.0, 0.0], [1.0, -2.0])
    for step in 1...20 {
      let slopes = [0.5 * Double(step), -0.01]
      for index in 0..<2 {
        parameter.gradient.pointer[index] = Float(slopes[index])
        m[index] = 0.9 * m[index] + 0.1 * slopes[index]
        v[index] = 0.999 * v[index] + 0.001 * slopes[index] * slopes[index]
        let power = Double(step)
        let corrected = (m[index] / (1 - pow(0.9, power)), v[index] / (1 - pow(0.999, power)))
        w[index] -= 0.1 * corrected.0 / (corrected.1.squareRoot() + 1e-7)
      }
      adam.update(threads: 2)
    }
    for index in 0..<2 {
      #expect(abs(Double(parameter.values.pointer[index]) - w[index]) < 1e-4)
    }
  }
}
