/// A `float` as text.
enum FloatText {
    /// The shortest digits that give the value again, without `.0` behind a whole number.
    static func text(of value: Double) -> String {
        let text = value.description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
