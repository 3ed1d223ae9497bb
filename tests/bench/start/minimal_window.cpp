// SPDX-License-Identifier: MIT
// The least that a program like ours starts: a window with a graphics view.
#include <QApplication>
#include <QGraphicsView>
#include <QMainWindow>

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    QGraphicsScene scene;
    scene.addRect(0, 0, 300, 200);
    QMainWindow window;
    window.setCentralWidget(new QGraphicsView(&scene));
    window.resize(1400, 900);
    window.show();
    return QApplication::exec();
}
