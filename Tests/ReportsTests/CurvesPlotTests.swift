import Imaging
import Reports
import Testing

@Suite struct CurvesPlotTests {
  private func epoch(_ number: Int, _ loss: Double, _ validationLoss: Double?) -> CurvesPlot.Epoch {
    CurvesPlot.Epoch(
      number: number, loss: loss, accuracy: 0.5, validationLoss: validationLoss,
      validationAccuracy: validationLoss.map { _ in 0.4 }, learningRate: 1e-3)
  }

  /// How many pixels have the training line's blue or the validation line's orange.
  private func ink(_ image: ColorImage) -> (training: Int, validation: Int) {
    var counts = (training: 0, validation: 0)
    for pixel in stride(from: 0, to: image.bytes.count, by: 4) {
      let color = image.bytes[pixel..<pixel + 3]
      if color.elementsEqual([0xB2, 0x72, 0x00]) { counts.training += 1 }
      if color.elementsEqual([0x00, 0x9F, 0xE6]) { counts.validation += 1 }
    }
    return counts
  }

  @Test func theLowestValidationLossIsTheBestEpochAndTheEarliestAmongEquals() {
    let epochs = [epoch(1, 2, 1.4), epoch(2, 1, 1.1), epoch(3, 0.5, 1.1), epoch(4, 0.2, .nan)]
    #expect(CurvesPlot.bestEpoch(of: epochs)?.number == 2)
    #expect(CurvesPlot.bestEpoch(of: [epoch(1, 2, nil), epoch(2, 1, nil)])?.number == 2)
    #expect(CurvesPlot.bestEpoch(of: []) == nil)
    #expect(CurvesPlot.bestEpoch(of: [epoch(1, .nan, nil)]) == nil)
  }

  @Test func bothLinesAreDrawn() throws {
    let epochs = (1...30).map { epoch($0, 2 / Double($0), 1 + 1 / Double($0)) }
    let image = try CurvesPlot.draw(epochs: epochs, title: "run")
    let counts = ink(image)
    #expect(counts.training > 500 && counts.validation > 500, "\(counts)")
  }

  @Test func withoutValidationItsLineIsMissing() throws {
    let with = try CurvesPlot.draw(epochs: [epoch(1, 2, 1.9), epoch(2, 1, 1.8)], title: "run")
    let without = try CurvesPlot.draw(epochs: [epoch(1, 2, nil), epoch(2, 1, nil)], title: "run")
    #expect(ink(without).validation < ink(with).validation)
  }

  @Test func anyRunCanBeDrawn() throws {
    let runs = [
      [], [epoch(1, 1, 1)], [epoch(1, .nan, .infinity), epoch(2, 1, 2)],
      (1...500).map { epoch($0, 1, 1) },
    ]
    for epochs in runs {
      let image = try CurvesPlot.draw(epochs: epochs, title: "run", width: 400, height: 500)
      #expect(image.width == 400 && image.height == 500)
    }
  }
}
