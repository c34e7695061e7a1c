import Display
import Testing
import emotion_detector

@Suite struct LiveViewTests {
  @Test func digitsAskForAFaceToBeKeptForTheirClass() {
    var view = LiveView()
    let requests = "0123456789".map { view.take(.character($0)) }
    #expect(requests == [nil] + (1...9).map { .collect($0) })
  }

  @Test func otherKeysKeepTheirMeaning() {
    var view = LiveView()
    let keys: [Key] = [.character("f"), .character("r"), .character("s"), .character("q"), .escape]
    #expect(keys.map { view.take($0) } == [.fullScreen, .record, .snapshot, .quit, .quit])
    #expect("olbmphx?٣".allSatisfy { view.take(.character($0)) == nil })
  }
}
