extension Diagram {
    /// The picture as an SVG 1.1 element, which may be a file of its own or stand in a page.
    ///
    /// It has a title and a description for those who do not see it, its own ground, so that it is legible on a light page and
    /// on a dark one, and text that can be searched and copied. What is too long for its box is cut, and stands whole in a
    /// tooltip. There is no script, style sheet or font in it, and nothing is fetched.
    public var svg: String {
        SVGDrawing.draw(self)
    }
}
