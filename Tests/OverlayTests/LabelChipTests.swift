import EmotionRecognition
import Imaging
import Overlay
import Testing

@Suite struct LabelChipTests {
  @Test func aChipNamesEmotionAndPerCent() {
    var observation = face(1, Rect(x: 0, y: 0, width: 50, height: 50))
    #expect(LabelChip.text(of: observation) == "happy 91 %")
    observation.confidence = 0.9999
    #expect(LabelChip.text(of: observation) == "happy 99 %", "certainty is not claimed")
    observation.confidence = .nan
    #expect(LabelChip.text(of: observation) == "happy")
  }

  @Test func aFaceWithoutASureEmotionIsCalledUncertain() {
    let box = Rect(x: 0, y: 0, width: 50, height: 50)
    #expect(LabelChip.text(of: face(1, box, leading: nil)) == "uncertain")
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
