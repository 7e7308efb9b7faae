document.title = 'Veil, headless';
