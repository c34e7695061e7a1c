import CV4L2

extension V4L2Device {
  /// The camera's settings with their present values, in the driver's order; 64-bit, text and
  /// compound ones are left out.
  package func controls() throws -> [CameraControl] {
    var result: [CameraControl] = []
    var last: UInt32 = 0
    while true {
      var answer = v4l2_queryctrl()
      answer.id = last | V4L2_CTRL_FLAG_NEXT_CTRL
      guard try handle.ask(CV4L2_QUERYCTRL, "VIDIOC_QUERYCTRL", &answer), answer.id > last else {
        break
      }
      last = answer.id
      if let control = try control(answer) { result.append(control) }
    }
    return result
  }

  private func control(_ answer: v4l2_queryctrl) throws -> CameraControl? {
    guard answer.flags & UInt32(V4L2_CTRL_FLAG_DISABLED) == 0,
      let kind = CameraControl.Kind(v4l2_ctrl_type(answer.type))
    else { return nil }
    return CameraControl(
      id: answer.id, name: text(answer.name), kind: kind, minimum: Int(answer.minimum),
      maximum: Int(answer.maximum), step: Int(answer.step), default: Int(answer.default_value),
      value: try presentValue(answer), menu: try menu(answer),
      isInactive: answer.flags & UInt32(V4L2_CTRL_FLAG_INACTIVE) != 0)
  }

  private func presentValue(_ control: v4l2_queryctrl) throws -> Int? {
    guard control.flags & UInt32(V4L2_CTRL_FLAG_WRITE_ONLY) == 0 else { return nil }
    return try value(of: control.id)
  }

  /// One of the settings; nil where the camera does not have it.
  func control(_ id: UInt32) throws -> CameraControl? {
    var answer = v4l2_queryctrl()
    answer.id = id
    guard try handle.ask(CV4L2_QUERYCTRL, "VIDIOC_QUERYCTRL", &answer) else { return nil }
    return try control(answer)
  }

  /// A setting's present value; nil where it cannot be read.
  func value(of id: UInt32) throws -> Int? {
    var answer = v4l2_control(id: id, value: 0)
    do {
      try handle.request(CV4L2_G_CTRL, "VIDIOC_G_CTRL", &answer)
    } catch {
      // Cameras refuse single settings for reasons of their own; the others still count.
      guard error != .disconnected(device: path) else { throw error }
      return nil
    }
    return Int(answer.value)
  }

  /// Gives settings their values, in this order.
  ///
  /// - Throws: ``CameraError``: `.noSuchControl`, `.badControlValue`, `.controlRefused`.
  func apply(_ settings: [ControlSetting]) throws {
    guard !settings.isEmpty else { return }
    let controls = try controls()
    for setting in settings {
      guard let control = controls.first(where: setting.isFor) else {
        throw CameraError.noSuchControl(
          device: path, name: setting.name, existing: controls.map(\.name))
      }
      guard let number = setting.number(for: control) else {
        throw CameraError.badControlValue(
          device: path, name: control.name, value: setting.value, allowed: control.allowed)
      }
      try set(control, to: number)
    }
  }

  private func set(_ control: CameraControl, to number: Int) throws {
    var answer = v4l2_control(id: control.id, value: Int32(clamping: number))
    do {
      try handle.calls.ioctl(handle.descriptor, CV4L2_S_CTRL, &answer)
    } catch {
      throw CameraError.controlRefused(
        device: path, name: control.name, value: control.text(for: number), reason: error.text)
    }
  }

  private func menu(_ control: v4l2_queryctrl) throws -> [Int: String]? {
    let isText = control.type == V4L2_CTRL_TYPE_MENU.rawValue
    guard isText || control.type == V4L2_CTRL_TYPE_INTEGER_MENU.rawValue else { return nil }
    guard control.minimum >= 0, control.maximum < 1000, control.minimum <= control.maximum else {
      return nil
    }
    var result: [Int: String] = [:]
    for index in control.minimum...control.maximum {
      var answer = v4l2_querymenu()
      answer.id = control.id
      answer.index = UInt32(index)
      guard try handle.ask(CV4L2_QUERYMENU, "VIDIOC_QUERYMENU", &answer) else { continue }
      result[Int(index)] = isText ? text(answer.name) : String(answer.value)
    }
    return result
  }
}

extension CameraControl.Kind {
  fileprivate init?(_ type: v4l2_ctrl_type) {
    switch type {
    case V4L2_CTRL_TYPE_INTEGER: self = .integer
    case V4L2_CTRL_TYPE_BOOLEAN: self = .boolean
    case V4L2_CTRL_TYPE_MENU, V4L2_CTRL_TYPE_INTEGER_MENU: self = .menu
    case V4L2_CTRL_TYPE_BITMASK: self = .bitmask
    case V4L2_CTRL_TYPE_BUTTON: self = .button
    default: return nil
    }
  }
}
