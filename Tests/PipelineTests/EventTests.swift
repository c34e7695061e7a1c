import EmotionRecognition
import Foundation
import Imaging
import Pipeline
import Testing

@Suite struct EventTests {
  private let labels = ["angry", "disgust", "fear", "happy", "neutral", "sad", "surprise"]

  private func analysis(_ faces: [FaceObservation], sequence: UInt32? = nil) -> FrameAnalysis {
    FrameAnalysis(
      frame: 12, sequence: sequence, time: .milliseconds(480), width: 640, height: 480,
      labels: labels, faces: faces)
  }

  private var face: FaceObservation {
    FaceObservation(
      id: 1, box: Rect(x: 210, y: 96, width: 180, height: 180), detected: true, score: 41.2,
      emotion: "happy", confidence: 0.913,
      probabilities: [0.01, 0, 0.01, 0.913, 0.04, 0.01, 0.017])
  }

  @Test func aLineIsWhatTheContractShows() {
    let expected =
      #"{"schema":1,"source":"clip.mp4","frame":12,"time":0.480,"width":640,"height":480,"#
      + #""faces":[{"id":1,"box":{"x":210,"y":96,"width":180,"height":180},"detected":true,"#
      + #""score":41.2,"emotion":"happy","confidence":0.913,"probabilities":{"angry":0.01,"#
      + #""disgust":0.0,"fear":0.01,"happy":0.913,"neutral":0.04,"sad":0.01,"surprise":0.017}}]}"#
    #expect(JSONEvent.line(analysis([face]), source: "clip.mp4") == expected)
  }

  @Test func anUncertainFaceHasNulls() {
    var unsure = face
    unsure.emotion = nil
    unsure.confidence = nil
    unsure.detected = false
    let line = JSONEvent.line(analysis([unsure]), source: "x")
    #expect(line.contains(#""detected":false,"score":41.2,"emotion":null,"confidence":null,"#))
  }

  @Test func liveLinesCarryTheDriversSequenceAndTheWallTime() {
    let date = Date(timeIntervalSince1970: 1_795_366_025.25)
    let line = JSONEvent.line(analysis([], sequence: 77), source: "/dev/video0", wallTime: date)
    #expect(
      line
        == #"{"schema":1,"source":"/dev/video0","frame":12,"time":0.480,"sequence":77,"#
        + #""wall_time":"2026-11-22T16:47:05.250Z","width":640,"height":480,"faces":[]}"#)
  }

  @Test func everyLineIsJSONWhateverTheSourceIsCalled() throws {
    for name in ["a\"b", "a\\b", "line\nfeed", "tab\tbell\u{7}", "ümläut 😀", ""] {
      let line = JSONEvent.line(analysis([face]), source: name)
      #expect(!line.contains("\n"))
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["source"] as? String == name)
    }
  }

  @Test func aScoreThatIsNoNumberIsNull() {
    var odd = face
    odd.score = .infinity
    #expect(JSONEvent.line(analysis([odd]), source: "x").contains(#""score":null"#))
  }

  @Test func aTableHasARowAFaceAndOneForAFrameWithout() {
    #expect(
      CSVEvent.header(labels: labels)
        == "schema,source,frame,time,sequence,wall_time,width,height,id,box_x,box_y,box_width,"
        + "box_height,detected,score,emotion,confidence,probability_angry,probability_disgust,"
        + "probability_fear,probability_happy,probability_neutral,probability_sad,"
        + "probability_surprise")
    #expect(
      CSVEvent.rows(analysis([face, face]), source: "clip.mp4")
        == Array(
          repeating: "1,clip.mp4,12,0.480,,,640,480,1,210,96,180,180,true,41.2,happy,0.913,"
            + "0.01,0.0,0.01,0.913,0.04,0.01,0.017", count: 2))
    #expect(
      CSVEvent.rows(analysis([]), source: "clip.mp4")
        == ["1,clip.mp4,12,0.480,,,640,480,,,,,,,,,,,,,,,,"])
  }

  @Test func commasAndQuotesInATableAreQuoted() {
    let row = CSVEvent.rows(analysis([]), source: "a,\"b\".mp4")[0]
    #expect(row.hasPrefix("1,\"a,\"\"b\"\".mp4\",12,"))
  }

  @Test func aReaderHasEachLineAtOnce() throws {
    final class Recorder: EventOutput {
      var writes: [String] = []
      func write(_ text: String) { writes.append(text) }
      func close() {}
    }
    let output = Recorder()
    let writer = EventWriter(.csv, source: "x", to: output)
    try writer.write(analysis([face]), wallTime: nil)
    try writer.write(analysis([]), wallTime: nil)
    #expect(output.writes.count == 2)
    #expect(output.writes.allSatisfy { $0.hasSuffix("\n") })
    #expect(output.writes[0].split(separator: "\n").count == 2)
    #expect(writer.frameCount == 2 && writer.faceCount == 1)
  }
}
