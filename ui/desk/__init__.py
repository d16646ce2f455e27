"""The pages of the app; ``streamlit run ui/app.py`` puts the folder above on the path."""
