from journal import create_app


def test_settings_of_tests_are_used(tmp_path):
    assert not create_app({"DATABASE": str(tmp_path / "a.sqlite")}).testing
    assert create_app({"DATABASE": str(tmp_path / "b.sqlite"), "TESTING": True}).testing


def test_the_folder_of_the_database_is_made(tmp_path):
    create_app({"DATABASE": str(tmp_path / "deep" / "er" / "journal.sqlite")})
    assert (tmp_path / "deep" / "er").is_dir()
