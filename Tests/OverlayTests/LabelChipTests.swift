import EmotionRecognition
import Graphics
import Imaging
import Testing

@testable import Overlay

@Suite struct LabelChipTests {
  private func text(_ face: FaceObservation) throws -> String? {
    var text: String?
    var image = ColorImage(width: 640, height: 480)
    try Canvas.draw(on: &image) { canvas in
      text =
        LabelChip(of: face, color: .white, fontSize: 14, in: canvas.bounds, on: canvas)?.text
    }
    return text
  }

  @Test func aChipNamesEmotionAndPerCent() throws {
    var observation = face(1, Rect(x: 0, y: 0, width: 50, height: 50))
    #expect(try text(observation) == "happy 91 %")
    observation.confidence = 0.9999
    #expect(try text(observation) == "happy 99 %", "certainty is not claimed")
    observation.confidence = .nan
    #expect(try text(observation) == "happy")
  }

  @Test func aFaceWithoutASureEmotionIsCalledUncertain() throws {
    let box = Rect(x: 0, y: 0, width: 50, height: 50)
    #expect(try text(face(1, box, leading: nil)) == "uncertain")
  }

  @Test func everyEmotionHasItsOwnColour() {
    let colors = labels.enumerated().map { EmotionPalette.color(of: $1, at: $0) }
    #expect(Set(colors + [EmotionPalette.uncertain]).count == 8)
    #expect(EmotionPalette.color(of: nil, among: labels) == EmotionPalette.uncertain)
    #expect(EmotionPalette.color(of: "sad", among: ["sad"]) == colors[5])
  }

  @Test func foreignLabelsTakeTheirColourFromTheirPlace() {
    let foreign = ["anger", "joy"]
    #expect(
      EmotionPalette.color(of: "anger", among: foreign)
        != EmotionPalette.color(of: "joy", among: foreign))
  }
}
