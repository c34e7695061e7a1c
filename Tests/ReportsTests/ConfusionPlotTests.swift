import Graphics
import Imaging
import Reports
import Testing

@Suite struct ConfusionPlotTests {
  @Test func aGreaterShareIsDarker() {
    let shades = stride(from: 0.0, through: 1, by: 0.05).map {
      ConfusionPlot.color(ofShare: $0).luminance
    }
    #expect(zip(shades, shades.dropFirst()).allSatisfy { $0 > $1 })
  }

  @Test func theCountsShowInThePicture() throws {
    let labels = ["happy", "sad"]
    let right = try ConfusionPlot.draw(labels: labels, counts: [[9, 1], [2, 8]])
    let wrong = try ConfusionPlot.draw(labels: labels, counts: [[1, 9], [8, 2]])
    #expect(right.width == wrong.width && right != wrong)
    #expect(stride(from: 3, to: right.bytes.count, by: 4).allSatisfy { right.bytes[$0] == 255 })
  }

  @Test func classesWithoutPicturesAreDrawnToo() throws {
    let image = try ConfusionPlot.draw(labels: ["a", "b"], counts: [[0, 0], [0, 3]])
    #expect(image.height > 200)
    #expect(try ConfusionPlot.draw(labels: [], counts: []).width > 0)
  }

  @Test func longNamesMakeThePictureWiderUpToALimit() throws {
    let counts = [[1]]
    let short = try ConfusionPlot.draw(labels: ["a"], counts: counts)
    let long = try ConfusionPlot.draw(
      labels: [String(repeating: "very long ", count: 30)], counts: counts)
    #expect(long.width > short.width && long.width < short.width + 300)
  }
}
