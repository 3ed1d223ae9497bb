// SPDX-License-Identifier: MIT
#include "ui/render/theme.h"

namespace waylight {
namespace {

struct TintColours {
    const char* lightGround;
    const char* lightLine;
    const char* darkGround;
    const char* darkLine;
};

/// Grounds keep 7:1 to the text, lines 3:1 to the canvas.
TintColours coloursOf(Tint tint) {
    switch (tint) {
    case Tint::Yellow:
        return {"#FFF6D6", "#A87400", "#3A3518", "#D9C24A"};
    case Tint::Blue:
        return {"#DFEEFB", "#2F78B7", "#1B3247", "#6FB1EA"};
    case Tint::Green:
        return {"#E1F3E0", "#3F8A3B", "#1F3724", "#7CC47A"};
    case Tint::Purple:
        return {"#ECE6FA", "#7A5CC0", "#2E2846", "#B7A1F2"};
    case Tint::Red:
        return {"#FBE4E1", "#BE5548", "#432523", "#F0968A"};
    case Tint::Grey:
        break;
    }
    return {"#E8ECF0", "#697786", "#2D343B", "#A3AFBB"};
}

} // namespace

QColor Theme::ground(Tint tint) const {
    return QColor(dark ? coloursOf(tint).darkGround : coloursOf(tint).lightGround);
}

QColor Theme::line(Tint tint) const {
    return QColor(dark ? coloursOf(tint).darkLine : coloursOf(tint).lightLine);
}

Theme Theme::light() {
    Theme theme;
    theme.canvas = QColor("#F7F9FB");
    theme.surface = QColor("#FFFFFF");
    theme.text = QColor("#1B2733");
    theme.mutedText = QColor("#526070");
    theme.outline = QColor("#C3CCD6");
    theme.grid = QColor("#E6EBF0");
    theme.region = QColor("#0F766E");
    theme.regionFill = QColor("#F1F8F7");
    theme.vpc = QColor("#5B4BB7");
    theme.vpcFill = QColor("#FBFAFF");
    theme.zone = QColor("#7B8896");
    theme.publicSubnet = QColor("#3F7D20");
    theme.publicSubnetFill = QColor("#EFF7E8");
    theme.privateSubnet = QColor("#1D6FB8");
    theme.privateSubnetFill = QColor("#EAF3FB");
    theme.connector = QColor("#64748B");
    theme.endpointRoute = QColor("#0E7490");
    theme.selection = QColor("#0B5CAD");
    theme.allow = QColor("#008F68");
    theme.deny = QColor("#B3261E");
    theme.active = QColor("#0B5CAD");
    theme.warn = QColor("#C08400");
    return theme;
}

Theme Theme::darkTheme() {
    Theme theme;
    theme.dark = true;
    theme.canvas = QColor("#171B20");
    theme.surface = QColor("#242A31");
    theme.text = QColor("#E8EDF2");
    theme.mutedText = QColor("#A9B5C1");
    theme.outline = QColor("#46515D");
    theme.grid = QColor("#232A31");
    theme.region = QColor("#4FB8AC");
    theme.regionFill = QColor("#182124");
    theme.vpc = QColor("#A79BF0");
    theme.vpcFill = QColor("#1B1E29");
    theme.zone = QColor("#7D8997");
    theme.publicSubnet = QColor("#8BC46A");
    theme.publicSubnetFill = QColor("#1E2A1C");
    theme.privateSubnet = QColor("#6FB1EA");
    theme.privateSubnetFill = QColor("#1A2733");
    theme.connector = QColor("#8795A5");
    theme.endpointRoute = QColor("#4CC1D9");
    theme.selection = QColor("#8CC8FF");
    theme.allow = QColor("#1FB58A");
    theme.deny = QColor("#FF6B57");
    theme.active = QColor("#8CC8FF");
    theme.warn = QColor("#F5E663");
    return theme;
}

QPalette Theme::palette() const {
    QPalette palette;
    const QColor window = dark ? QColor("#1E1E1E") : QColor("#F0F3F6");
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, dark ? QColor("#191D22") : QColor("#FFFFFF"));
    palette.setColor(QPalette::AlternateBase, dark ? QColor("#20262C") : QColor("#F5F7FA"));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, mutedText);
    palette.setColor(QPalette::Button, dark ? QColor("#2A3037") : QColor("#FFFFFF"));
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, deny);
    palette.setColor(QPalette::ToolTipBase, surface);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Highlight, dark ? QColor("#2F6DA8") : active);
    palette.setColor(QPalette::HighlightedText, QColor("#FFFFFF"));
    palette.setColor(QPalette::Link, active);
    palette.setColor(QPalette::LinkVisited, vpc);
    palette.setColor(QPalette::Light, dark ? QColor("#39424B") : QColor("#FFFFFF"));
    palette.setColor(QPalette::Midlight, dark ? QColor("#323A43") : QColor("#E6EBF0"));
    palette.setColor(QPalette::Mid, outline);
    palette.setColor(QPalette::Dark, dark ? QColor("#12161A") : QColor("#9AA6B2"));
    palette.setColor(QPalette::Shadow, QColor(0, 0, 0, dark ? 160 : 90));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, dark ? QColor("#78838F") : QColor("#8A96A3"));
    palette.setColor(QPalette::Disabled, QPalette::Highlight, outline);
    return palette;
}

QFont Theme::font(int pixelSize, bool strong) const {
    QFont font;
    if (!fontFamily.isEmpty())
        font.setFamily(fontFamily);
    font.setPixelSize(pixelSize);
    font.setWeight(strong ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting); // widths must not depend on the scale
    return font;
}

} // namespace waylight
